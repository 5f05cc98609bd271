/// How the states of an input are decided.
enum DecidingWay {
  /// One after the other. Where something is reserved for them, each answer is printed before the next state is asked about.
  case inTurn(any StateDecider)
  /// Several at a time, by a decider for each thread.
  case onThreads(Threads)
  /// By a rule book at hand, several at a time, and those that depend on each other in their order.
  case inGroups(LocalRun, threads: Int)

  struct Threads {
    let count: Int
    /// How many states a thread is given at once, and how many bytes of them.
    let states: Int
    let bytes: Int
    let decider: @Sendable () -> any StateDecider
  }
}
