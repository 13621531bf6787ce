/** Reads Shopify's Admin schema, kept here as a gzipped introspection result. For tools and tests, not for the running app. */
import {readFileSync} from 'node:fs';
import {gunzipSync} from 'node:zlib';
import {buildClientSchema, type GraphQLSchema, type IntrospectionQuery} from 'graphql';
import {apiVersion} from '../version.ts';

/** The Admin schema of {@link apiVersion}. */
export function readSchema(): GraphQLSchema {
  const file = new URL(`admin-${apiVersion}.json.gz`, import.meta.url);
  const introspection = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as {data: IntrospectionQuery};
  return buildClientSchema(introspection.data);
}
