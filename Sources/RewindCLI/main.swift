internal import Glibc

Interruption.install()
do {
  exit(Program.run(try Words.ofProcess(), in: .current()))
} catch {
  ErrorLine.write("\(error)")
  exit(2)
}
