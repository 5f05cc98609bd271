import Books
import Glibc
import Time

/// Reads the files of the rule book when the daemon starts. There is no book to go on with, so it waits for files that
/// were changed a moment ago to come to rest.
struct FirstReading {
  let path: String
  let links: LinkPolicy
  let settle: Duration

  /// - Parameter now: by the clock that files are stamped with.
  /// - Returns: contents that are not steady, where the files do not come to rest in reasonable time.
  func read(at now: Instant) -> RuleDirectory.Contents {
    var contents = RuleDirectory.read(at: path, links: links)
    if contents.isSteady && hasRested(contents.look, at: now) { return contents }
    let origin = ContinuousClock.now
    var settling = Settling(settle: settle, lastRead: contents.look)
    settling.restart(at: .zero)
    let longest = max(settle * 15, .seconds(5))
    while origin.duration(to: .now) < longest {
      usleep(UInt32(settling.lookAgain / .microseconds(1)))
      let began = origin.duration(to: .now)
      let look = FolderSurvey(at: path, links: links).book
      let step = settling.look(look, from: began, to: origin.duration(to: .now), isWriting: false)
      guard case .read = step else { continue }
      contents = RuleDirectory.read(at: path, links: links)
      if contents.isSteady && contents.look == look { return contents }
      settling.restart(at: origin.duration(to: .now))
    }
    contents.isSteady = false
    return contents
  }

  private func hasRested(_ look: BookLook, at now: Instant) -> Bool {
    let rested = now.microseconds - look.newestChange / 1_000
    return rested >= Int64((settle + settle / 4) / .microseconds(1))
  }
}
