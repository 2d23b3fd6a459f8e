import Platform
import RewindScripts

SystemFile.reserveStandardStreams()
ScriptHost.runIfAsked()
Interruption.install()
ProcessMemory.giveBackLargeBlocks()
do {
  ThisProcess.exit(Program.run(try Words.ofProcess(), in: .current()))
} catch {
  ErrorLine.write("\(error)")
  ThisProcess.exit(2)
}
