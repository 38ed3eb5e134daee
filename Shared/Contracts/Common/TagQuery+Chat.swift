package import Chat

extension TagQuery {
    /// A search as people write it.
    package init(_ query: SearchQuery) {
        self.init(required: query.required.map { TagAlternatives(tags: $0) }, optional: query.optional)
    }
}
