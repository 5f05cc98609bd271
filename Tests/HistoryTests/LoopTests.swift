import Testing

@testable import History

/// The history belongs to its event loop.
@Suite struct LoopTests {
  @Test func `recording outside the loop ends the process`() async throws {
    await #expect(processExitsWith: .failure) {
      let test = try TestHistory()
      test.history.begin(on: .init(execute: { _ in }, schedule: { _, _ in }, isCurrent: { false }))
      _ = test.history.transaction()
    }
  }

  @Test func `what the loop does is allowed`() throws {
    let test = try TestHistory()
    test.history.begin(on: .init(execute: { _ in }, schedule: { _, _ in }, isCurrent: { true }))
    #expect(test.history.transaction().isEmpty)
  }
}
