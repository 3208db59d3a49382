"""The database: metadata, connections, blobs and migrations. Each room owns its own tables."""
