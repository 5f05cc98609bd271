import Dispatch
import Testing

@testable import Daemon

/// When a change of the rule directory is told of.
@Suite struct DirectoryWatchTests {
  @Test func `the comparison of every second does not put off what the system told of before`() throws {
    let folder = try TestFolder()
    let told = DispatchSemaphore(value: 0)
    let watch = DirectoryWatch(
      root: folder.at("rules"), queue: DispatchQueue(label: "watch"), settle: .milliseconds(1_500),
      changed: { told.signal() })
    #expect(watch.start())
    defer { watch.stop() }
    let began = ContinuousClock.now
    try folder.write(Samples.extraRule(score: 1), to: "rules/more.yaml")
    #expect(told.wait(timeout: .now() + 20) == .success)
    // Waiting anew from the first comparison would make it two and a half seconds.
    let took = ContinuousClock.now - began
    #expect(took > .milliseconds(1_400) && took < .milliseconds(2_300), "\(took)")
  }
}
