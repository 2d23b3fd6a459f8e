/// A program lies where a fold is looked for, and nobody has agreed to run it.
public struct UntrustedProgramError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The program's path.
  public let program: String

  /// Names a program.
  public init(program: String) {
    self.program = program
  }

  /// One line: the program, and what to do.
  public var description: String {
    "\(program): a program runs only once somebody has agreed to it; read it, then name its folder"
      + " by --with, or answer yes where you are asked"
  }
}
