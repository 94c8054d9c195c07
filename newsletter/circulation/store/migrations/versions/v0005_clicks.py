"""How often the links of an issue were followed, without who or when."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "clicks",
        sa.Column("issue", sa.Text(), nullable=False, comment="or week"),
        sa.Column("link", sa.Text(), nullable=False, comment="number in the address"),
        sa.Column("section", sa.Text(), nullable=False, comment="slug, or empty"),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("issue", "link", name=op.f("pk_clicks")),
    )
