import Dispatch
import HistoryRecords

/// The events of a history file, read on a thread and a connection of their own, so that the loop never waits for the disk.
///
/// Unchecked because its connection is touched on its queue only.
final class EventQueue: @unchecked Sendable {
  let queue: DispatchQueue
  private let store: EventStore

  init(_ path: String, _ label: String, unreadable: @escaping @Sendable () -> Void = {}) {
    queue = DispatchQueue(label: label, qos: .utility)
    store = EventStore(path, unreadable: unreadable)
  }

  /// - Parameter unreadable: called on the queue where the file is not one that can be read.
  func whenUnreadable(_ unreadable: @escaping @Sendable () -> Void) {
    queue.async { [self] in store.unreadable = unreadable }
  }

  /// Reads from another file from here on, should one stand there.
  func reopen() { queue.async { [self] in store.reopen() } }

  /// Reads in a while.
  ///
  /// - Parameter done: called on the queue.
  func read<Value: Sendable>(
    _ query: @escaping @Sendable (EventStore) throws(HistoryFault) -> Value,
    _ done: @escaping @Sendable (Result<Value, HistoryFault>) -> Void
  ) {
    queue.async { [self] in
      do throws(HistoryFault) {
        done(.success(try query(store)))
      } catch {
        done(.failure(error))
      }
    }
  }

  /// Reads at once, for whoever is on the queue.
  func readHere<Value>(_ query: (EventStore) throws(HistoryFault) -> Value) throws(HistoryFault) -> Value {
    dispatchPrecondition(condition: .onQueue(queue))
    return try query(store)
  }
}
