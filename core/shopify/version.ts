/** The Admin API version the app speaks: the client, the schema in `generated/` and `shopify.app.toml` all follow it. */
export const apiVersion = '2026-07';
