-- What wrk sends, on one thread of its own: the lines of the file named as the first argument, one after the other. A line is
--   METHOD PATH            or
--   METHOD PATH BODY       a JSON body
-- With the second argument "keyed" every request has an Idempotency-Key of its own and none is sent twice. Prints one JSON line at the end.

local threads = {}
local lines, position = {}, 0
keyed, exhausted = false, false

function setup(thread) table.insert(threads, thread) end

function init(arguments)
    keyed = arguments[2] == "keyed"
    for line in io.lines(arguments[1]) do
        local method, path, body = line:match("^(%u+) (%S+) ?(.*)$")
        local headers = { Host = "localhost" }
        if body ~= "" then headers["Content-Type"] = "application/json" end
        if keyed then headers["Idempotency-Key"] = string.format("load-%08x-%08x", math.random(0, 0x7fffffff), #lines) end
        lines[#lines + 1] = wrk.format(method, path, headers, body ~= "" and body or nil)
    end
end

function request()
    position = position + 1
    if position > #lines then
        exhausted, position = true, 1
    end
    return lines[position]
end

function done(summary, latency)
    if threads[1]:get("keyed") and threads[1]:get("exhausted") then
        io.stderr:write("there were too few requests for the time\n")
        os.exit(1)
    end
    io.write(string.format(
        '{"requests":%d,"seconds":%.6f,"p50_ms":%.3f,"p99_ms":%.3f,"refused":%d,"failed":%d}\n',
        summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, summary.errors.status,
        summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
