import Foundation
import Glibc
import Testing
import TestSupport

@testable import Serving

/// A socket that was made anew and could not be served is not taken for one that is.
struct AbandonedSocketTests {
  @Test func `the next look makes another socket in the place of one that nobody serves`() throws {
    let directory = try TemporaryFolder()
    let folder = directory.path
    let configuration = ServerConfiguration(socket: .path("\(folder)/s"))
    var file = try SocketFile.listen(at: "\(folder)/s", configuration: configuration)
    close(file.descriptor)
    #expect(unlink("\(folder)/s") == 0)
    let first = try boundAnew(&file, configuration)
    close(first)
    file.abandon()
    #expect(!FileManager.default.fileExists(atPath: "\(folder)/s"))
    close(try boundAnew(&file, configuration))
    #expect(FileManager.default.fileExists(atPath: "\(folder)/s"))
    file.remove()
  }

  private func boundAnew(_ file: inout SocketFile, _ configuration: ServerConfiguration) throws -> CInt {
    let finding = file.look(configuration)
    guard case .boundAnew(let descriptor) = finding else {
      throw TestSocket.Failure("look found \(finding)", code: 0)
    }
    return descriptor
  }
}
