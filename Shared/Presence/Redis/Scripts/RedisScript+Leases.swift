extension RedisScript {
    /// What the scripts about leases begin with: how to tell the generation of a node's lease, nil if it has none.
    static let generation = """
        local prefix = ARGV[1]
        local function generation_of(node)
            local lease = redis.call('GET', prefix .. 'lease:' .. node)
            return lease and string.match(lease, '^%S+')
        end

        """

    /// Renews or starts a lease.
    ///
    /// Arguments: prefix, node, address, lifetime in milliseconds, a random word. Answers 1 if the lease started, and 0
    /// if it went on.
    ///
    /// A lease from another run of the server does not go on: what came back from a file or a replica may lack what was
    /// registered last.
    static let renewLease = RedisScript(
        generation + """
            local node, address, lifetime, word = ARGV[2], ARGV[3], ARGV[4], ARGV[5]
            local info = redis.pcall('INFO', 'server')
            local run = type(info) == 'string' and string.match(info, 'run_id:(%x+)') or ''
            run = string.sub(run, 1, 12) .. '-'
            local generation = generation_of(node)
            local started = 0
            if not generation or string.sub(generation, 1, #run) ~= run then
                generation = run .. word
                started = 1
            end
            redis.call('SET', prefix .. 'lease:' .. node, generation .. ' ' .. address, 'PX', lifetime)
            redis.call('HSET', prefix .. 'leases', generation, node)
            return started
            """)

    /// Tells the nodes that have a lease, and their leases.
    ///
    /// Arguments: prefix. Answers node, lease, node, lease...
    static let nodes = RedisScript(
        """
        local prefix = ARGV[1]
        local leases = redis.call('HGETALL', prefix .. 'leases')
        local answer = {}
        for i = 1, #leases, 2 do
            local generation, node = leases[i], leases[i + 1]
            local lease = redis.call('GET', prefix .. 'lease:' .. node)
            if lease and string.match(lease, '^%S+') == generation then
                answer[#answer + 1] = node
                answer[#answer + 1] = lease
            end
        end
        return answer
        """)

    /// Clears away interest of leases that are gone, and then what told of these leases.
    ///
    /// Arguments: prefix, the most keys to clear away. Answers those of them that nobody is interested in any more.
    static let sweep = RedisScript(
        generation + """
            local budget = tonumber(ARGV[2])
            local abandoned = {}
            local leases = redis.call('HGETALL', prefix .. 'leases')
            for i = 1, #leases, 2 do
                local generation, node = leases[i], leases[i + 1]
                if budget > 0 and generation_of(node) ~= generation then
                    local held = prefix .. 'held:' .. generation
                    local keys = redis.call('SPOP', held, budget)
                    budget = budget - #keys
                    for _, key in ipairs(keys) do
                        local interest = prefix .. 'interest:' .. key
                        if redis.call('HGET', interest, node) == generation then
                            redis.call('HDEL', interest, node)
                            if redis.call('EXISTS', interest) == 0 then
                                abandoned[#abandoned + 1] = key
                            end
                        end
                    end
                    if redis.call('EXISTS', held) == 0 then
                        redis.call('HDEL', prefix .. 'leases', generation)
                    end
                end
            end
            return abandoned
            """)
}
