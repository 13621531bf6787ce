/** Makes an Agenda on the app's own database connection, so that it never closes it under running jobs. */
import {Agenda} from 'agenda';
import {MongoBackend, MongoChangeStreamNotificationChannel} from '@agendajs/mongo-backend';
import type {Db} from 'mongodb';
import type {Logger} from '../core/logger.ts';
import {jobsCollection} from './contracts.ts';

export interface AgendaOptions {
  db: Db;
  log: Logger;
  name: string;
  /** Only where the database is a replica set. Agenda: on a standalone server the channel's errors end the process. */
  changeStreams: boolean;
  /** Pause between looks where there are no change streams, and the safety net where there are; in ms. */
  pollMs: number;
}

/** Connected and ready; not started: call `start()` to work, or only add jobs. */
export async function createAgenda({db, log, name, changeStreams, pollMs}: AgendaOptions): Promise<Agenda> {
  const channel = changeStreams
    ? new MongoChangeStreamNotificationChannel({db, collection: jobsCollection})
    : undefined;
  channel?.on('error', (error: unknown) => log.warn({err: error}, 'change stream failed; polling goes on'));
  const agenda = new Agenda({
    backend: new MongoBackend({mongo: db, collection: jobsCollection}),
    name,
    processEvery: changeStreams ? Math.max(pollMs, 5000) : pollMs,
    removeOnComplete: true,
    ...(channel ? {notificationChannel: channel} : {}),
  });
  agenda.on('error', (error: unknown) => log.error({err: error}, 'agenda failed'));
  await agenda.ready;
  return agenda;
}
