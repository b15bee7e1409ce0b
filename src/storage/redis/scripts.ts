/**
 * What the server does in one step, as Lua scripts. A session is a hash: `v` version, `u` last used, idle and until, `s` opened, the
 * least and the greatest place, `p` peer, `t` the tokens of the last commits, and a field for each place with the key of the fact in
 * the index, \0 and the fact.
 */
import { createHash } from 'node:crypto';

export interface Script {
  readonly text: string;
  readonly sha: string;
}

function script(...parts: readonly string[]): Script {
  const text = parts.join('\n').trim();
  return { text, sha: createHash('sha1').update(text).digest('hex') };
}

/** One command with many arguments, as many at once as Lua's stack takes. */
const MANY = `
local function many(command, key, items)
  for i = 1, #items, 1000 do
    redis.call(command, key, unpack(items, i, math.min(i + 999, #items)))
  end
end
`;

/** The member of the index for a field of a session, or nil for a field that is no fact. */
const MEMBER = String.raw`
local function member(id, place, value)
  local stop = value and string.find(place, '^-?%d') and string.find(value, '\0', 1, true)
  return stop and string.sub(value, 1, stop) .. id .. '\0' .. place
end
`;

/**
 * Takes a session away, with what the index has of it. Who has ended it, and the tokens of its last commits, are kept for a
 * minute: whoever has not heard the answer asks again, and is told the same.
 */
const ERASE = `
local function erase(hash, due, facts, ended, id, token)
  local fields, members = redis.call('HGETALL', hash), {}
  for i = 1, #fields, 2 do
    members[#members + 1] = member(id, fields[i], fields[i + 1]) or nil
  end
  many('ZREM', facts, members)
  redis.call('ZREM', due, id)
  redis.call('SET', ended, token .. (redis.call('HGET', hash, 't') or ''), 'PX', 60000)
  redis.call('DEL', hash)
end
`;

/** Last use never goes back: the later one of what is stored, if anything is, and what is said now. */
const LATER = `
local function later(before, used)
  local stored = before and string.match(before, '^%S+')
  return stored and tonumber(stored) > tonumber(used) and stored or used
end
`;

/**
 * Tells others of a change; whoever has made it need not hear of it. Writers listen on a channel of their own as well, so that
 * the server knows whether somebody else listens; not in a cluster, where each node knows its own listeners only. Who listens to
 * a server that is no master any more finds that out, see Feed.
 */
const TELL = `
local function tell(channel, writer, isCluster, version, id)
  if isCluster == '' then
    local count = redis.pcall('PUBSUB', 'NUMSUB', channel, channel .. ':' .. writer)
    if not count.err and count[2] == 1 and count[4] == 1 then return end
  end
  redis.call('PUBLISH', channel, writer .. version .. ' ' .. id)
end
`;

/** Writes down when a session is due. The server forgets it some time later, by its own clock, as others may go otherwise. */
const SCHEDULE = `
local function schedule(hash, due, id, used, idle, till, grace)
  local at = math.min(tonumber(used) + tonumber(idle), tonumber(till))
  redis.call('ZADD', due, string.format('%.17g', at), id)
  local left = (math.max(at - tonumber(used), 0) + tonumber(grace)) * 1000
  if left < 9e12 then
    redis.call('PEXPIRE', hash, string.format('%.0f', math.max(left, 1)))
  else
    redis.call('PERSIST', hash)
  end
end
`;

/** KEYS hash. ARGV the version that is known. Nil, the field `u` alone, or all fields. */
export const LOAD = script(`
local now = redis.call('HMGET', KEYS[1], 'v', 'u')
if not now[1] then return false end
if now[1] == ARGV[1] then return now[2] end
return redis.call('HGETALL', KEYS[1])
`);

/**
 * KEYS hash, due, facts; hash, due, facts, ended of the session that is replaced, if one is; ended, if the commit was sent before.
 * ARGV see below; then the number of facts that are removed, the place of each, and place and value of those that are added.
 * 1 done, 0 gone, 3 for a commit that was sent before and of which nobody can tell any more whether it was done, or {0 or 1
 * for the one replaced, fields} for a conflict.
 *
 * The index gets what is added before it loses what is removed, of which nothing is the same, as places are not. A key with nothing
 * in it is gone; where its slot is being moved away, the server takes it for one that has moved, and stops in the midst of a script.
 */
export const COMMIT = script(
  MANY,
  MEMBER,
  ERASE,
  LATER,
  SCHEDULE,
  TELL,
  `
local hash, due, facts, oldHash, oldDue, oldFacts, oldEnded = unpack(KEYS)
local id, version, token, used, idle, till, grace, channel, writer, isCluster, origin, peer, oldId, oldVersion, removed =
  unpack(ARGV, 1, 15)
local again = #KEYS % 4 == 0
local stop = 15 + tonumber(removed)
local now = redis.call('HMGET', hash, 'v', 't', 'u', unpack(ARGV, 16, math.min(stop, 1015)))
local found, tokens = now[1] or '0', now[2] or ''
if again then
  local all = tokens .. (redis.call('GET', KEYS[#KEYS]) or '')
  if string.find(all, token, 1, true) then return 1 end
end
if found ~= version then
  if not now[1] then return 0 end
  if again and (tonumber(found) - tonumber(version)) * #token > #tokens then return 3 end
  return {0, redis.call('HGETALL', hash)}
end
if #KEYS > 4 then
  local old = redis.call('HGET', oldHash, 'v')
  if not old then return 0 end
  if old ~= oldVersion then return {1, redis.call('HGETALL', oldHash)} end
  erase(oldHash, oldDue, oldFacts, oldEnded, oldId, token)
  tell(channel, writer, isCluster, '0', oldId)
end

local gone = {}
for first = 16, stop, 1000 do
  local last = math.min(first + 999, stop)
  local values = first == 16 and now or redis.call('HMGET', hash, 'v', 't', 'u', unpack(ARGV, first, last))
  for i = first, last do
    gone[#gone + 1] = member(id, ARGV[i], values[i - first + 4]) or nil
  end
  redis.call('HDEL', hash, unpack(ARGV, first, last))
end
local nextVersion = string.format('%.0f', tonumber(version) + 1)
used = later(now[3], used)
local fields = {
  'v', nextVersion, 'u', used .. ' ' .. idle .. ' ' .. till, 's', origin, 'p', peer,
  't', token .. string.sub(tokens, 1, 9 * #token),
}
local members = {}
for i = stop + 1, #ARGV, 2 do
  fields[#fields + 1] = ARGV[i]
  fields[#fields + 1] = ARGV[i + 1]
  members[#members + 1] = '0'
  members[#members + 1] = member(id, ARGV[i], ARGV[i + 1])
end
many('HSET', hash, fields)
many('ZADD', facts, members)
many('ZREM', facts, gone)
schedule(hash, due, id, used, idle, till, grace)
tell(channel, writer, isCluster, nextVersion, id)
return 1
`,
);

/** KEYS hash, due. ARGV id, last used, idle, until, grace. Whether there is such a session. */
export const TOUCH = script(
  LATER,
  SCHEDULE,
  `
local before = redis.call('HGET', KEYS[1], 'u')
if not before then return 0 end
local id, used, idle, till, grace = unpack(ARGV)
used = later(before, used)
redis.call('HSET', KEYS[1], 'u', used .. ' ' .. idle .. ' ' .. till)
schedule(KEYS[1], KEYS[2], id, used, idle, till, grace)
return 1
`,
);

/**
 * KEYS hash, due, facts, ended. ARGV id, token, the version and the last use that are a condition or empty, channel, writer, whether it is
 * a cluster. Whether this token has ended it.
 */
export const END = script(
  MANY,
  MEMBER,
  ERASE,
  TELL,
  `
local hash, due, facts, ended = unpack(KEYS)
local id, token, version, used, channel, writer, isCluster = unpack(ARGV)
local now = redis.call('HMGET', hash, 'v', 'u')
if not now[1] then
  return string.sub(redis.call('GET', ended) or '', 1, #token) == token and 1 or 0
end
if version ~= '' and now[1] ~= version then return 0 end
if used ~= '' and tonumber(string.match(now[2], '^%S+')) ~= tonumber(used) then return 0 end
erase(hash, due, facts, ended, id, token)
tell(channel, writer, isCluster, '0', id)
return 1
`,
);

/**
 * KEYS hash, due, facts. ARGV id, then members of the facts and the place of each. Takes away what is said of a session that the server
 * has forgotten. Whether it was said to be due.
 */
export const FORGET = script(`
local wasDue = redis.call('EXISTS', KEYS[1]) == 0 and redis.call('ZREM', KEYS[2], ARGV[1]) or 0
for i = 2, #ARGV, 2 do
  if redis.call('HEXISTS', KEYS[1], ARGV[i + 1]) == 0 then redis.call('ZREM', KEYS[3], ARGV[i]) end
end
return wasDue
`);

/** Those that every request needs: a new connection makes them known, so that none of them has to be sent in the midst of work. */
export const SCRIPTS: readonly Script[] = [LOAD, COMMIT, TOUCH, END];
