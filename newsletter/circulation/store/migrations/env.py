"""What Alembic runs for each command: the steps, on the connection it was given."""

from alembic import context

from newsletter.circulation.store.tables import METADATA

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    render_as_batch=connection.dialect.name == "sqlite",
)
# The caller's transaction, so that all steps stand or none does.
context.run_migrations()
