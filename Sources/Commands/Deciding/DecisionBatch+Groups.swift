extension DecisionBatch {
  /// Answers all that comes, the states that depend on each other in their order. While one batch is decided, the next is
  /// read, and the answers to the one before are written.
  mutating func answer<Lines: TextSource & ~Copyable>(
    all input: inout Lines, _ run: LocalRun, threads: Int
  ) throws(Failure) {
    let deciding = GroupDeciding(run, threads: threads, answering)
    var noting = StateNoting(run)
    var underway: GroupDeciding.Batch?
    while true {
      let texts: [StateText]
      do throws(Failure) {
        texts = try input.batch(
          count: deciding.statesAtOnce, size: threads << 20, waits: underway == nil)
      } catch {
        // What came before it is answered all the same.
        if let underway { try write(deciding.finish(underway)) }
        throw error
      }
      if texts.isEmpty, underway == nil {
        dividedCount = noting.dividedCount
        return
      }
      let states = texts.map { noting.note($0) }
      let answers = try underway.map { (batch) throws(Failure) in try deciding.finish(batch) }
      underway = states.isEmpty ? nil : deciding.start(states)
      if let answers { write(answers) }
    }
  }
}

/// One text.
struct SingleText: TextSource {
  private var text: StateText?

  init(_ text: StateText) { self.text = text }

  mutating func batch(count: Int, size: Int, waits: Bool) -> [StateText] {
    defer { text = nil }
    return text.map { [$0] } ?? []
  }
}
