package import HistoryRecords

/// What was read of the shared history.
package struct SharedReading: Sendable {
  package var copies: [ScopeCopy] = []
  package var answers: [IdempotentResponse] = []
}
