// The doors between the rooms: every interface that one room offers another. Types only.
export type * from './contracts/chat.ts';
export type * from './contracts/command.ts';
export type * from './contracts/github.ts';
export type * from './contracts/http.ts';
export type * from './contracts/io.ts';
export type * from './contracts/ledger.ts';
export type * from './contracts/matter.ts';
export type * from './contracts/report.ts';
export type * from './contracts/source.ts';
export type * from './contracts/store.ts';
