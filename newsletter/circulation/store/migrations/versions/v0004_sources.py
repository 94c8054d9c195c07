"""Which household a request came from, so that one cannot fill the table."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("source", sa.Text(), comment="household; null: not known")
    op.add_column("requests", column)
    op.create_index(op.f("ix_requests_source"), "requests", ["source"])
