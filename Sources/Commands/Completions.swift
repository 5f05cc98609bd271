import ArgumentParser

/// `waymark completions`: what a shell needs to complete commands and options.
struct Completions: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions",
    abstract: "Print a script that completes commands in your shell.",
    discussion: """
      bash: waymark completions bash > ~/.local/share/bash-completion/completions/waymark
      zsh:  waymark completions zsh > ~/.zfunc/_waymark   (a directory of fpath)
      fish: waymark completions fish > ~/.config/fish/completions/waymark.fish
      """)

  enum Shell: String, ExpressibleByArgument, CaseIterable {
    case bash, zsh, fish
  }

  @Argument(help: "bash, zsh or fish.")
  var shell: Shell

  func run() {
    let script =
      switch shell {
      case .bash: Waymark.completionScript(for: .bash)
      case .zsh: Waymark.completionScript(for: .zsh)
      case .fish: Waymark.completionScript(for: .fish)
      }
    Terminal.standardOutput.write(script.hasSuffix("\n") ? script : script + "\n")
  }
}
