/// What a write survives once it is acknowledged.
package enum Durability: String, Sendable, CaseIterable {
  /// A power cut too: each commit waits for the disk.
  case full
  /// The end of the process, however it comes; a power cut can take what was committed last.
  case normal
}
