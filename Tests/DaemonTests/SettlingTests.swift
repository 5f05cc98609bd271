import Testing

@testable import Books
@testable import Daemon

/// When files count as resting, told by looks at instants that the tests make up.
@Suite struct SettlingTests {
  /// A folder that changes at certain instants, looked at as a watch does.
  struct World {
    var settle: Duration = .milliseconds(500)
    /// What the files look like from an instant on; the first one serves.
    var changes: [(at: Duration, look: BookLook)]
    /// When the system says that a file is written and not yet closed.
    var writing: [Range<Duration>] = []
    /// When the system tells of changes; none where it gives no notices.
    var notices: [Duration] = []

    struct Outcome {
      var reads: [(at: Duration, look: BookLook, losses: [String])] = []
      var unsettled: [Duration] = []
      /// What is told to change, when it does not come to rest.
      var changing: Set<String> = []
    }

    func look(at instant: Duration) -> BookLook {
      changes.last { $0.at <= instant }?.look ?? BookLook()
    }

    /// - Parameter delay: how much later than due each look is, in turn.
    func run(until end: Duration, delays: [Duration] = [.zero], took: Duration = .zero) -> Outcome {
      var settling = Settling(settle: settle, lastRead: look(at: .zero))
      var outcome = Outcome()
      var now = Duration.zero
      var pending = notices
      var turn = 0
      while now < end {
        // A notice makes the next look come soon; otherwise it comes at rest once a second.
        let due = now + (settling.isGoingOn ? settling.nextLook(after: now) : .seconds(1))
        var next = due + delays[turn % delays.count]
        turn += 1
        if let first = pending.first, first < next {
          next = min(next, max(now, first) + settling.lookAgain)
          while let notice = pending.first, notice < next {
            settling.note(at: notice)
            pending.removeFirst()
          }
        }
        now = next
        let seen = look(at: now)
        let isWriting = writing.contains { $0.contains(now) }
        switch settling.look(seen, from: now, to: now + took, isWriting: isWriting) {
        case .rest: break
        case .wait:
          if settling.isUnsettled(at: now) {
            outcome.unsettled.append(now)
            outcome.changing = settling.changing
          }
        case .read(let losses):
          // Reading looks again, as the keeper does.
          if look(at: now + took) == seen {
            outcome.reads.append((now, seen, losses))
            settling.finish(seen)
          } else {
            settling.restart(at: now)
          }
        }
        now += took
      }
      return outcome
    }
  }

  static func look(_ files: [String: (version: Int64, size: Int64)]) -> BookLook {
    var look = BookLook()
    for (path, file) in files {
      look.files[path] = FileStamp(
        inode: UInt64(path.utf8.reduce(7) { $0 &* 31 &+ Int($1) }), size: file.size, modified: file.version,
        changed: file.version)
    }
    return look
  }

  static func one(_ version: Int64, size: Int64 = 1_000) -> BookLook { look(["a.yaml": (version, size)]) }

  @Test func `a change is read once it is older than the time to settle`() throws {
    let world = World(changes: [(.zero, Self.one(0)), (.milliseconds(1_300), Self.one(1))])
    let outcome = world.run(until: .seconds(10))
    #expect(outcome.reads.map(\.look) == [Self.one(1)])
    let at = try #require(outcome.reads.first?.at)
    #expect(at >= .milliseconds(1_800) && at <= .milliseconds(3_000))
  }

  @Test func `nothing is read where nothing changes`() {
    let outcome = World(changes: [(.zero, Self.one(0))]).run(until: .seconds(60))
    #expect(outcome.reads.isEmpty && outcome.unsettled.isEmpty)
  }

  /// With the system's notices and without, with looks that are late and looks that take their time.
  @Test(arguments: [100, 500, 900, 1_500, 7_000], [10, 33, 60, 100])
  func `no half of a change is read while its pauses are at most the time to settle`(
    settle: Int, percent: Int
  ) {
    let settle = Duration.milliseconds(settle)
    let pause = settle * percent / 100
    for steps in [2, 3, 12, 40] {
      for offset in stride(from: 0, through: 990, by: 110) {
        var changes = [(at: Duration.zero, look: Self.one(0))]
        let first = Duration.seconds(5) + .milliseconds(offset)
        for step in 1...steps {
          changes.append((first + pause * (step - 1), Self.one(Int64(step), size: 900 + Int64(step))))
        }
        for isTold in [false, true] {
          let notices = isTold ? changes.dropFirst().map(\.at) : []
          let world = World(settle: settle, changes: changes, notices: notices)
          let end = first + pause * steps + settle * 12 + .seconds(5)
          for (delays, took) in [
            ([Duration.zero], Duration.zero), ([settle / 9, .zero, settle / 5], .zero),
            ([.zero], settle / 10),
          ] {
            let outcome = world.run(until: end, delays: delays, took: took)
            let isOnce = outcome.reads.map(\.look) == [Self.one(Int64(steps), size: 900 + Int64(steps))]
            #expect(isOnce, "\(steps) steps from \(first), told: \(isTold), \(delays), \(took)")
          }
        }
      }
    }
  }

  @Test func `a file that is written and not closed is waited for however long it pauses`() {
    let world = World(
      changes: [(.zero, Self.one(0)), (.seconds(2), Self.one(1)), (.seconds(20), Self.one(2))],
      writing: [.seconds(2)..<Duration.milliseconds(20_100)], notices: [.seconds(2), .seconds(20)])
    #expect(world.run(until: .seconds(40)).reads.map(\.look) == [Self.one(2)])
  }

  @Test func `a file that is held open for hours is told of, and read soon after it is closed`() throws {
    let world = World(
      changes: [(.zero, Self.one(0)), (.seconds(2), Self.one(1))],
      writing: [.seconds(2)..<Duration.seconds(7_200)], notices: [.seconds(2), .seconds(7_200)])
    let outcome = world.run(until: .seconds(7_300))
    #expect(outcome.unsettled.count == 1)
    #expect(try #require(outcome.reads.first).at < .seconds(7_203))
  }

  @Test(arguments: [
    (look([:]), ["a.yaml"]), (one(1, size: 0), ["a.yaml"]), (one(1, size: 100), ["a.yaml"]),
    (one(1, size: 101), []), (one(1, size: 5_000), []),
  ])
  func `a file that is gone, empty or shrunk is waited for ten times as long`(
    _ now: BookLook, _ losses: [String]
  )
    throws
  {
    let world = World(changes: [(.zero, Self.one(0)), (.seconds(2), now)])
    let outcome = world.run(until: .seconds(20))
    let read = try #require(outcome.reads.first)
    #expect(outcome.reads.count == 1 && read.losses == losses)
    #expect((read.at >= .seconds(7)) == !losses.isEmpty)
  }

  @Test func `a file that comes back in time was never away`() {
    let world = World(changes: [
      (.zero, Self.one(0)), (.seconds(2), Self.look([:])), (.milliseconds(6_500), Self.one(3)),
    ])
    let outcome = world.run(until: .seconds(20))
    #expect(outcome.reads.map(\.look) == [Self.one(3)] && outcome.reads.map(\.losses) == [[]])
  }

  @Test func `a renamed file is no loss`() {
    var renamed = BookLook()
    renamed.files["b.yaml"] = Self.one(0).files["a.yaml"]
    #expect(renamed.losses(since: Self.one(0)) == [])
    #expect(BookLook().losses(since: Self.one(0)) == ["a.yaml"])
    #expect(Self.one(4, size: 0).losses(since: Self.one(0, size: 0)) == [])
  }

  @Test func `files that never rest are told of once, after a minute, and not read`() throws {
    let changes = (0...1_000).map { (at: Duration.milliseconds(1_000 + $0 * 200), look: Self.one(Int64($0))) }
    let outcome = World(changes: [(.zero, Self.one(-1))] + changes).run(until: .seconds(190))
    #expect(outcome.reads.isEmpty)
    #expect(outcome.unsettled.count == 1)
    #expect(outcome.changing == ["a.yaml"])
    let told = try #require(outcome.unsettled.first)
    #expect(told > .seconds(60) && told < .seconds(64))
  }

  @Test func `once they rest, and go on again, they are told of again`() {
    let first = (0...350).map { (at: Duration.milliseconds(1_000 + $0 * 200), look: Self.one(Int64($0))) }
    let second = (0...350).map {
      (at: Duration.milliseconds(100_000 + $0 * 200), look: Self.one(Int64(1_000 + $0)))
    }
    let outcome = World(changes: [(.zero, Self.one(-1))] + first + second).run(until: .seconds(190))
    #expect(outcome.reads.map(\.look) == [Self.one(350), Self.one(1_350)])
    #expect(outcome.unsettled.count == 2)
  }

  @Test func `a change that came while the files were loaded is not missed`() {
    // The watch begins with what was read; its first look shows something else.
    var settling = Settling(settle: .milliseconds(500), lastRead: Self.one(0))
    #expect(settling.look(Self.one(1), from: .zero, to: .zero, isWriting: false) == .wait)
    #expect(
      settling.look(Self.one(1), from: .milliseconds(625), to: .milliseconds(625), isWriting: false)
        == .read(losses: []))
  }

  @Test func `without a time to settle it is read at the next look`() {
    var settling = Settling(settle: .zero, lastRead: Self.one(0))
    #expect(settling.look(Self.one(1), from: .zero, to: .zero, isWriting: false) == .read(losses: []))
  }
}
