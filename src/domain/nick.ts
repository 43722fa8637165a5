// What people append to their nicks, and Rollcall must not take for another name.

/** `jokke_`, `jokke__`, `jokke`` `, `jokke|away`, `jokke[m]`, `jokke-afk`: all said by one connection in place of another. */
const APPENDED =
  /(?:[_`^]+|\|[^|]*|\[[^[\]]*\]|[-_](?:away|afk|off|busy|lunch|mobile|phone|work|home|brb|zzz))$/;
/** Given by the server to whoever has none. */
const NOBODYS = /^guest\d*$/;
/** Shorter ones would be the same by chance. */
const SHORTEST = 3;

/** The nick without what was appended, in lower case; empty where nothing would be left to tell people apart by. */
export const bareNick = (nick: string): string => {
  let bare = nick.slice(0, 64).toLowerCase();
  for (let before = ''; before !== bare; ) {
    before = bare;
    bare = bare.replace(APPENDED, '');
  }
  return bare.length < SHORTEST || NOBODYS.test(bare) ? '' : bare;
};
