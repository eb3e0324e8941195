import ArgumentParser
import Wire

/// The command that says whether the program's account has the rights that flags of `serve` ask for.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say which rights the program's account lacks, and which it has too many.",
    discussion: """
      It asks the API server as the account that --kubeconfig names, which has to be the one that \
      bailiwick serve uses, with the same flags. Nothing is changed.

      It ends with 0 where everything is as it should be, with 1 where something is missing, and \
      with 2 where nothing is missing and something is too much. Where the API server cannot be \
      asked it ends with 3.
      """)

  @Option(help: ArgumentHelp("The kubeconfig of the program's own account.", valueName: "file"))
  var kubeconfig: String?

  @Option(
    help: ArgumentHelp("What the names of the widening groups begin with.", valueName: "prefix"))
  var groupPrefix = ProxySettings().groupPrefix

  @Option(
    help: ArgumentHelp(
      "The program's own namespace. In a pod it is the pod's, otherwise "
        + "\(ProxySettings().namespace).", valueName: "name"))
  var namespace: String?

  @OptionGroup var controllers: ControllerFlags

  @OptionGroup var scope: ScopeFlags

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("What is written on standard output: text or json.", valueName: "form"))
  var output = CheckOutput.text

  func run() throws {
    let report: CheckReport
    do throws(StartError) { report = try CheckProcess(self).run() } catch {
      StandardStream.error.write("bailiwick: \(error)")
      throw ExitCode(3)
    }
    StandardStream.output.write(report.words(as: output))
    guard report.exitCode == 0 else { throw ExitCode(report.exitCode) }
  }
}

/// A form of the report.
enum CheckOutput: String, CaseIterable, ExpressibleByArgument {
  case text, json
}
