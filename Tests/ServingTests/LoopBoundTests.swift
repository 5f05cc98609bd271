import Serving
import Testing

/// What belongs to the event loop is used on the loop only.
@Suite struct LoopBoundTests {
  @Test func `a value is read on its loop, and carried anywhere`() async {
    let loop = ServerLoop()
    let bound = LoopBound(sending: [1, 2], to: loop)
    let sum = await withCheckedContinuation { continuation in
      loop.execute { continuation.resume(returning: bound.value.reduce(0, +)) }
    }
    #expect(sum == 3)
    await loop.shutDown()
  }

  @Test func `reading a value elsewhere ends the process`() async {
    await #expect(processExitsWith: .failure) {
      let bound = LoopBound(sending: 1, to: ServerLoop())
      _ = bound.value
    }
  }

  @Test func `binding a value elsewhere ends the process`() async {
    await #expect(processExitsWith: .failure) { _ = LoopBound(1, on: ServerLoop()) }
  }

  @Test func `yielding elsewhere ends the process`() async {
    await #expect(processExitsWith: .failure) { ServerLoop().yield {} }
  }

  @Test func `a callback comes to the loop from any thread, and at once where it is called there`() async {
    let loop = ServerLoop()
    let isCurrent = await withCheckedContinuation { continuation in
      loop.execute {
        let callback = loop.callback { (_: Int) in continuation.resume(returning: loop.isCurrent) }
        Task.detached { callback(1) }
      }
    }
    #expect(isCurrent)
    let isImmediate = await withCheckedContinuation { continuation in
      loop.execute {
        var came = false
        loop.callback { (_: Int) in came = true }(1)
        continuation.resume(returning: came)
      }
    }
    #expect(isImmediate)
    await loop.shutDown()
  }

  @Test func `what is handed to a loop that has ended is dropped, and nothing is printed about it`() async {
    let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
      let loop = ServerLoop()
      await loop.shutDown()
      // As whoever reads a large file on another thread does, once it has come through.
      loop.execute { precondition(false, "the loop has ended") }
    }
    #expect(result.map { String(decoding: $0.standardErrorContent, as: UTF8.self) } == "")
  }
}
