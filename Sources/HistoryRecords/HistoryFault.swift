/// Why the history cannot be written, or not be read.
package enum HistoryFault: Error, Sendable, Hashable, CustomStringConvertible {
  case full
  case locked
  case readOnly
  case corrupt
  /// The file is not where it was.
  case gone
  /// Another file is where it was.
  case replaced
  /// Another program has written it: what is remembered here is no longer all.
  case overtaken
  /// By a program newer than this one.
  case newer
  /// What was erased is gone, but not yet from the log: a copy is being made.
  case copying
  /// Hosts that share a history cannot do this yet.
  case unsupported(String)
  case failed(String)

  package var description: String {
    switch self {
    case .full: "the disk is full"
    case .locked: "another program has locked the file"
    case .readOnly: "the file or its folder may not be written"
    case .corrupt: "the file is damaged"
    case .gone: "the file is gone"
    case .replaced:
      "another file stands in its place; move it away, and the daemon goes on from memory: a restart would take that file, and forget what is told meanwhile"
    case .overtaken:
      "another program has written the history, and what this daemon remembers is no longer all of it: it reads the database anew, or, where that is not in its place any more, has to be restarted"
    case .newer: "the file was written by a newer Waymark"
    case .copying: "a copy of it is being made"
    case .unsupported(let what): "hosts that share a history cannot \(what) yet"
    case .failed(let reason): reason
    }
  }
}
