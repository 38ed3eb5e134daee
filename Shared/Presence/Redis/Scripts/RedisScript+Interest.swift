extension RedisScript {
    /// Registers a node's interest.
    ///
    /// Arguments: prefix, node, keys. Answers the generation of the node's lease, or nothing if it has none.
    static let addInterest = RedisScript(
        generation + """
            local node = ARGV[2]
            local generation = generation_of(node)
            if not generation then return false end
            for i = 3, #ARGV do
                redis.call('HSET', prefix .. 'interest:' .. ARGV[i], node, generation)
                redis.call('SADD', prefix .. 'held:' .. generation, ARGV[i])
            end
            return generation
            """)

    /// Takes a node's interest back.
    ///
    /// Arguments: prefix, node, keys.
    static let removeInterest = RedisScript(
        generation + """
            local node = ARGV[2]
            local generation = generation_of(node)
            if not generation then return 0 end
            for i = 3, #ARGV do
                redis.call('HDEL', prefix .. 'interest:' .. ARGV[i], node)
                redis.call('SREM', prefix .. 'held:' .. generation, ARGV[i])
            end
            return 1
            """)

    /// Tells who is interested.
    ///
    /// Arguments: prefix, keys. Answers the nodes of each key.
    static let interested = RedisScript(
        generation + """
            local living = {}
            local answer = {}
            for i = 2, #ARGV do
                local interest = redis.call('HGETALL', prefix .. 'interest:' .. ARGV[i])
                local nodes = {}
                for j = 1, #interest, 2 do
                    local node = interest[j]
                    if living[node] == nil then living[node] = generation_of(node) or false end
                    if living[node] == interest[j + 1] then nodes[#nodes + 1] = node end
                end
                answer[i - 1] = nodes
            end
            return answer
            """)
}
