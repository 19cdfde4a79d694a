"""How migrations run: on the connection that ``storage.migrating`` hands over."""

from alembic import context

from visitplan.storage.schema.everything import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
