/** The embedded server as a process of its own, and as `testDatabase` gives it. */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createInterface} from 'node:readline';
import {MongoClient} from 'mongodb';
import {describe, expect, it} from 'vitest';
import {startMongo} from '../../sandbox/mongodb/server.ts';
import {testDatabase} from '../../support/mongo.ts';

const main = new URL('../../sandbox/mongodb/main.ts', import.meta.url).pathname;

describe('main.ts', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('tells where it listens, serves, and stops on %s', async (signal) => {
    const child = spawn(process.execPath, [main], {env: {PORT: '0'}, stdio: ['ignore', 'pipe', 'inherit']});
    const exit = once(child, 'exit');
    try {
      const [line] = await once(createInterface(child.stdout), 'line');
      const {url} = JSON.parse(String(line));
      expect(url).toMatch(/^mongodb:\/\/127\.0\.0\.1:\d+\/$/);
      const client = await MongoClient.connect(url);
      await client.db('a').collection('b').insertOne({n: 1});
      expect(await client.db('a').collection('b').countDocuments()).toBe(1);
      child.kill(signal);
      // With the client still connected
      expect(await exit).toEqual([0, null]);
      await client.close();
    } finally {
      child.kill('SIGKILL');
    }
  });
});

describe('startMongo', () => {
  it('forgets everything when closed, and can take its port again', async () => {
    const first = await startMongo();
    const client = await MongoClient.connect(first.uri);
    await client.db('a').collection('b').insertOne({n: 1});
    await client.close();
    await first.close();
    const second = await startMongo({port: first.port});
    expect(second.uri).toBe(first.uri);
    const again = await MongoClient.connect(second.uri);
    expect(await again.db('a').collection('b').countDocuments()).toBe(0);
    await again.close();
    await second.close();
  });

  it('refuses a port that is taken', async () => {
    const server = await startMongo();
    await expect(startMongo({port: server.port})).rejects.toThrow(/EADDRINUSE/);
    await server.close();
  });
});

describe('testDatabase', () => {
  it('gives each its own database and drops it', async () => {
    const [a, b] = await Promise.all([testDatabase(), testDatabase()]);
    expect(a.db.databaseName).not.toBe(b.db.databaseName);
    await a.db.collection('x').insertOne({n: 1});
    expect(await b.db.collection('x').countDocuments()).toBe(0);
    await a.close();
    await b.db.collection('x').insertOne({n: 1});
    expect(await b.db.collection('x').countDocuments()).toBe(1);
    await b.close();
  });
});
