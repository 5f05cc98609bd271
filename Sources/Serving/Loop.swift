/// The one thread that owns connections, decisions and the index of the history: pieces of work run on it one after
/// the other, so that nothing there needs a lock.
package protocol Loop: AnyObject, Sendable {
  /// Whether the caller runs on it.
  var isCurrent: Bool { get }

  /// Runs work on the loop, in the order of the calls, which may come from any thread; once it has ended, never.
  func execute(_ work: @escaping @Sendable () -> Void)

  /// Runs long work at once where nobody has had a turn since the loop looked at its sockets, else when its turn comes; to
  /// be called on the loop. So short work waits for one turn of long work at most, however much of that there is.
  func runInTurn(_ work: @escaping () -> Void)

  /// Goes on with long work at its next turn; to be called on the loop.
  func yield(_ work: @escaping () -> Void)

  /// Runs work after a time; to be called on the loop.
  func schedule(after delay: Duration, _ work: @escaping () -> Void)
}

extension Loop {
  /// Stops the process where what belongs to the loop is used elsewhere: two threads there would damage it silently.
  package func assertCurrent() {
    precondition(isCurrent, "what belongs to the event loop was used outside it")
  }

  /// A closure that may be called on any thread and runs work on the loop: at once if it is called there.
  package func callback<Value: Sendable>(_ work: @escaping (Value) -> Void) -> @Sendable (Value) -> Void {
    let bound = LoopBound(work, on: self)
    return { value in
      if self.isCurrent { bound.value(value) } else { self.execute { bound.value(value) } }
    }
  }
}
