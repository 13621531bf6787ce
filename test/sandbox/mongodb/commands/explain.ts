/** explain of find and of updates' queries, as far as it tells whether an index was used. */
import {type Doc, isDoc} from '../bson/types.ts';
import {CommandError, unsupported} from '../errors.ts';
import {type FindReport} from '../query/find.ts';
import {checkFields, collectionOf, type Command} from './command.ts';
import {findDocs, findFields} from './read.ts';

export const explain: Command = {
  fields: ['explain', 'verbosity'],
  run(request) {
    const explained = request.body['explain'];
    if (!isDoc(explained))
      throw new CommandError(14, "BSON field 'explain.explain' is the wrong type, expected type 'object'");
    const [name] = Object.keys(explained);
    if (name !== 'find') throw unsupported(`explain of ${name}`);
    checkFields('find', explained, [...findFields, '$db', 'lsid', 'comment', 'maxTimeMS', 'readConcern']);
    const report: FindReport = {indexes: [], examined: 0, sortedInMemory: false};
    const docs = findDocs({...request, body: explained}, report);
    const scan: Doc =
      report.indexes.length > 0
        ? {stage: 'FETCH', inputStage: {stage: 'IXSCAN', indexName: report.indexes.join(', ')}}
        : {stage: 'COLLSCAN'};
    return {
      explainVersion: '1',
      queryPlanner: {
        namespace: `${request.db}.${collectionOf(explained)}`,
        winningPlan: report.sortedInMemory ? {stage: 'SORT', inputStage: scan} : scan,
        rejectedPlans: [],
      },
      executionStats: {executionSuccess: true, nReturned: docs.length, totalDocsExamined: report.examined},
    };
  },
};
