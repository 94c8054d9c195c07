"""When a chunk is due again."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("due_at", sa.BigInteger(), comment="null: at once")
    op.add_column("chunks", column)
