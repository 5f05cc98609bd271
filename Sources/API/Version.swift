/// Which Waymark this is. It stands here alone: the command, the package and the manual read it from here.
package enum Version {
  package static let current = "0.2.0"
}
