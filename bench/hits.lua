-- What wrk asks for: pages 0 to COUNT - 1 of a size in turn, each thread from another one on.
-- Arguments: prefix of the path, size, separator, count.
local threads = 0

function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end

function init(args)
  local count = tonumber(args[4])
  requests = {}
  for i = 0, count - 1 do
    requests[i + 1] = wrk.format("GET", args[1] .. args[2] .. args[3] .. i)
  end
  at = (id * 7919) % count
end

function request()
  at = at % #requests + 1
  return requests[at]
end

-- One line: requests, microseconds, p50 and p99 in microseconds, failures.
function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50),
    latency:percentile(99), errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
