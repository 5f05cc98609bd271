import Serving

/// Looks every second whether things are as they were. It belongs to the event loop.
final class EverySecond {
  private let loop: any Loop
  private let looks: [() -> Void]

  init(on loop: any Loop, _ looks: (() -> Void)...) {
    self.loop = loop
    self.looks = looks
  }

  func run() {
    for look in looks { look() }
    loop.schedule(after: .seconds(1)) { self.run() }
  }
}
