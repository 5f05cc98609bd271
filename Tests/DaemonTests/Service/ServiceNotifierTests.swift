import Dispatch
import Foundation
import Serving
import System
import Testing
import TestSupport

@testable import Daemon

/// What the daemon says to the service manager.
@Suite struct ServiceNotifierTests {
  private static func notifier(
    _ listener: NotifyListener, watchdog: Duration? = nil
  ) -> ServiceNotifier {
    var environment = ["NOTIFY_SOCKET": listener.address]
    if let watchdog { environment["WATCHDOG_USEC"] = "\(Int(watchdog / .microseconds(1)))" }
    return ServiceNotifier(environment: environment) { _ in }
  }

  @Test(arguments: [false, true])
  func `messages arrive in their order, at a path and at a name in the kernel`(
    _ isAbstract: Bool
  ) throws {
    let folder = try TestFolder(withBook: false)
    let listener = try NotifyListener(isAbstract ? "@waymark-\(UUID())" : folder.at("notify"))
    let notifier = Self.notifier(listener)
    notifier.ready("one\ntwo")
    notifier.status("three")
    notifier.reloading()
    notifier.stopping("four")
    #expect(try listener.receive() == ["READY=1", "STATUS=one two"])
    #expect(try listener.receive() == ["STATUS=three"])
    let reload = try listener.receive()
    #expect(reload.first == "RELOADING=1")
    #expect(reload.last?.wholeMatch(of: /MONOTONIC_USEC=[1-9][0-9]+/) != nil)
    #expect(try listener.receive() == ["STOPPING=1", "STATUS=four"])
  }

  @Test func `without a service manager nothing is said, and one that is gone holds up nobody`() throws {
    ServiceNotifier(environment: [:]) { _ in Issue.record("nothing is to be sent") }.ready("x")
    ServiceNotifier(environment: ["NOTIFY_SOCKET": "vsock:2:1"]) { _ in Issue.record("not to be sent") }
      .ready("x")
    let failed = DispatchSemaphore(value: 0)
    let folder = try TestFolder(withBook: false)
    let notifier = ServiceNotifier(environment: ["NOTIFY_SOCKET": folder.at("nothing")]) { error in
      #expect(error.code == ENOENT)
      failed.signal()
    }
    notifier.ready("x")
    #expect(failed.wait(timeout: .now() + 20) == .success)
    notifier.flush()
  }

  @Test(
    arguments: [
      (["WATCHDOG_USEC": "30000000"], .seconds(30)),
      (["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "7"], .seconds(30)),
      (["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "8"], nil), (["WATCHDOG_PID": "7"], nil),
      (["WATCHDOG_USEC": "0"], nil), (["WATCHDOG_USEC": "-5"], nil), (["WATCHDOG_USEC": "soon"], nil),
      (["WATCHDOG_USEC": "99999999999999999999"], nil), (["WATCHDOG_USEC": "1000", "WATCHDOG_PID": ""], nil),
    ] as [([String: String], Duration?)])
  func `the watchdog waits as long as it says, if it means this process`(
    _ environment: [String: String], _ wanted: Duration?
  ) {
    #expect(ServiceNotifier.watchdog(environment, processID: 7) == wanted)
  }

  @Test func `a loop that turns gives signs of life, and one that hangs gives none`() async throws {
    let folder = try TestFolder(withBook: false)
    let listener = try NotifyListener(folder.at("notify"))
    let notifier = Self.notifier(listener, watchdog: .milliseconds(20))
    let loop = ServerLoop()
    loop.execute { notifier.beginSignsOfLife(on: loop) }
    for _ in 0..<5 { #expect(try listener.receive() == ["WATCHDOG=1"]) }
    let hangs = DispatchSemaphore(value: 0)
    let goesOn = DispatchSemaphore(value: 0)
    loop.execute {
      hangs.signal()
      goesOn.wait()
    }
    Self.wait(for: hangs)
    notifier.flush()
    while listener.hasMessage(withinMilliseconds: 0) { _ = try listener.receive() }
    // Ten times as long as it takes a loop that turns, twice over.
    #expect(!listener.hasMessage(withinMilliseconds: 200))
    goesOn.signal()
    #expect(try listener.receive() == ["WATCHDOG=1"])
    await loop.shutDown()
  }

  /// On a thread of its own kind, since an async function may not block on a semaphore.
  private static func wait(for semaphore: DispatchSemaphore) { semaphore.wait() }
}
