import Settings
import Books
import Foundation
import History
import Serving

/// How an answer that is made piece by piece keeps step with its client.
enum LongAnswer {
  /// Bytes that wait for the client before more is made.
  static let mostWaiting = 1 << 20
  /// How long more is put off then.
  static let pause = Duration.milliseconds(5)
}

extension Office {
  /// Sends a copy of the history's file as it is now.
  func backUp(_ responder: Responder) {
    let path = "\(configuration.stateDirectory)/backup-\(UUID().uuidString).sqlite"
    history.copy(to: path) { fault in
      if let fault {
        unlink(path)
        return self.finish(.historyUnavailable("\(fault)"), to: responder)
      }
      let file = FileHandle(forReadingAtPath: path)
      // It lives on until it is closed, and not after a crash.
      unlink(path)
      guard let file else {
        return self.finish(.historyUnavailable("the copy cannot be read"), to: responder)
      }
      responder.begin(contentType: "application/vnd.sqlite3", headers: self.desk.edition.headers)
      self.send(file, to: responder)
    }
  }

  private func send(_ file: FileHandle, to responder: Responder) {
    guard responder.isOpen else { return }
    guard responder.waitingBytes < LongAnswer.mostWaiting else {
      return responder.schedule(after: LongAnswer.pause) { self.send(file, to: responder) }
    }
    do {
      guard let piece = try file.read(upToCount: 256 << 10), !piece.isEmpty else { return responder.end() }
      responder.write(Array(piece))
      responder.yield { self.send(file, to: responder) }
    } catch {
      responder.abort()
    }
  }
}
