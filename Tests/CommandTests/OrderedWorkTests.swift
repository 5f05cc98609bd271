import Dispatch
import Synchronization
import Testing

@testable import Commands

/// Work on several threads whose results come in order.
@Suite(.timeLimit(.minutes(1))) struct OrderedWorkTests {
  @Test(arguments: [1, 2, 3, 8], [0, 1, 5, 1_000])
  func `results come in the order of the items, and each once`(threads: Int, count: Int) {
    let work = OrderedWork<Int, Int>(threads: threads) {
      { item in
        // Some take far longer than others.
        var value = item
        for _ in 0..<(item % 7 == 0 ? 20_000 : 1) { value = value &* 6_364_136_223_846_793_005 &+ 1 }
        return value == 0 ? -1 : item
      }
    }
    var found: [Int] = []
    for item in 0..<count {
      while work.isFull { found += [work.next() ?? -1] }
      work.add(item)
    }
    while let result = work.next() { found.append(result) }
    #expect(found == Array(0..<count))
    #expect(work.isEmpty && !work.isFull)
  }

  @Test func `items are worked on side by side`() {
    let second = DispatchSemaphore(value: 0)
    let work = OrderedWork<Int, Int>(threads: 2) {
      { item in
        // The first is not done before the second is.
        if item == 0 { second.wait() } else { second.signal() }
        return item
      }
    }
    work.add(0)
    work.add(1)
    #expect(work.next() == 0)
    #expect(work.next() == 1)
    #expect(work.next() == nil)
  }

  @Test(arguments: [1, 2, 8]) func `no more is underway than has room`(threads: Int) {
    let begun = Mutex(0)
    let mayGoOn = DispatchSemaphore(value: 0)
    let work = OrderedWork<Int, Int>(threads: threads) {
      { item in
        begun.withLock { $0 += 1 }
        mayGoOn.wait()
        return item
      }
    }
    var added = 0
    while !work.isFull {
      work.add(added)
      added += 1
    }
    #expect(added == 4 * threads)
    for _ in 0..<added { mayGoOn.signal() }
    #expect(work.next() == 0)
    #expect(!work.isFull)
    while work.next() != nil {}
    #expect(begun.withLock { $0 } == added)
  }

  @Test func `a thread is started when there is something for it, and each has a worker of its own`() {
    let made = Mutex(0)
    let work = OrderedWork<Int, Int>(threads: 8) {
      let number = made.withLock { count in
        count += 1
        return count
      }
      var done = 0
      return { _ in
        done += 1
        return number * 1_000 + done
      }
    }
    #expect(made.withLock { $0 } == 0)
    var found: [Int] = []
    for _ in 0..<3 {
      work.add(0)
      found += [work.next() ?? 0]
    }
    // Whichever thread took it, one item was underway at a time.
    #expect(made.withLock { $0 } == 1)
    #expect(found == [1_001, 1_002, 1_003])
  }

  @Test(arguments: 0..<50) func `what nobody takes any more holds up nothing`(round: Int) {
    let worked = Mutex(0)
    do {
      let work = OrderedWork<Int, Int>(threads: 1 + round % 4) {
        { item in
          worked.withLock { $0 += 1 }
          return item
        }
      }
      var item = 0
      while !work.isFull {
        work.add(item)
        item += 1
      }
      if round % 2 == 0 { #expect(work.next() == 0) }
    }
    // No thread is left that could do any of it later.
    let count = worked.withLock { $0 }
    #expect(count <= 16)
    #expect(worked.withLock { $0 } == count)
  }
}
