internal import Glibc

Interruption.install()
exit(Program.run(Array(CommandLine.arguments.dropFirst()), in: .current()))
