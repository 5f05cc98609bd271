import Dispatch
import HistoryRecords

extension HistoryWriter {
  /// Adds an alert to the next commit; false where too many wait.
  func raise(_ item: WaitingAlerts.Item) -> Bool {
    guard alerts.add(item) else { return false }
    wake()
    return true
  }

  /// Reads alerts behind a number, so many at most.
  func readAlerts(
    after number: Int64, most: Int,
    _ done: @escaping @Sendable (Result<[StoredAlert], HistoryFault>) -> Void
  ) {
    queue.async { [self] in
      do throws(HistoryFault) {
        guard let file else { throw .failed("the file is not open") }
        done(.success(try file.alerts(after: number, most: most)))
      } catch {
        if error == .corrupt { report?(.damaged("an alert is not what was written")) }
        done(.failure(error))
      }
    }
  }
}
