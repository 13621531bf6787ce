/** The jobs' names and payloads: all that those who enqueue and those who handle agree on. */
import {z} from 'zod';

/** "Look at this shop": work off its due requests. The request documents are the truth; a lost or doubled job does no harm. */
export const deliverJob = {name: 'deliver', payload: z.strictObject({shop: z.string().min(1)})} as const;

/** "Look at this shop's assignments": carry on what is begun. As with `deliver`, the documents are the truth. */
export const assignJob = {name: 'assign', payload: z.strictObject({shop: z.string().min(1)})} as const;

/** "Look at this shop's removals": carry on what is begun. */
export const removeJob = {name: 'remove', payload: z.strictObject({shop: z.string().min(1)})} as const;

/** Ask Postmark what webhooks did not tell, and tell merchants by email what does not arrive, for all shops. Beside the sweep, which must not wait for others' answers. */
export const watchJob = {name: 'watch', payload: z.strictObject({})} as const;

/** Look for whatever stands still, in all shops. */
export const sweepJob = {name: 'sweep', payload: z.strictObject({})} as const;

/** See to the shops whose hourly turn it is. */
export const upkeepJob = {name: 'upkeep', payload: z.strictObject({})} as const;

/** Agenda's collection. */
export const jobsCollection = 'agendaJobs';
