/// Whether a decision goes by what is remembered of a journey, beside its contact history.
package enum MemoryUse: String, Sendable, CaseIterable {
  case on, off
}
