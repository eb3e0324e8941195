/// A regular expression as tenants have it: RE2's syntax, matched anywhere in a text.
///
/// Matching takes time linear in the text whatever the pattern is, because nothing is tried twice:
/// all ways of matching are followed at once (Thompson's simulation). What cannot be done so, and
/// what is not in this table, is an error at compilation. The syntax means what Go's package
/// `regexp` means by it.
///
/// | Syntax | Matches |
/// |---|---|
/// | `a`, `é` | the character |
/// | `.` | any character but a newline; with `(?s)` any |
/// | `[a-z_]`, `[^a-z]` | a character of the class, or not of it (a newline is not) |
/// | `[[:alpha:]]`, `[[:^alpha:]]` | alnum alpha ascii blank cntrl digit graph lower print punct space upper word xdigit |
/// | `\d` `\w` `\s`, `\D` `\W` `\S` | ASCII digits, word characters, white space, and what is not; also in classes |
/// | `xy`, `x\|y` | one after the other, either |
/// | `(x)`, `(?:x)`, `(?P<n>x)`, `(?<n>x)` | x, as a group; names are words |
/// | `x*` `x+` `x?` `x{n}` `x{n,}` `x{n,m}` | repetition; counts up to 1000; a brace that is no count is a literal |
/// | `x*?` and so on | the same: which match is preferred makes no difference |
/// | `^` `$` | start and end of the text; with `(?m)` of a line |
/// | `\A` `\z` | start and end of the text |
/// | `\b` `\B` | at or not at an ASCII word boundary |
/// | `(?i)`, `(?s)`, `(?m)`, `(?U)`, `(?i-s)` | flags to the end of the group; `(?i:x)` for x; `(?i)` for ASCII letters only |
/// | `\.` `\-` `\/` and so on | the punctuation character |
/// | `\a` `\f` `\n` `\r` `\t` `\v` | the control character |
/// | `\x7F`, `\x{10FFFF}`, `\012` | the character of this number |
/// | `\Q..\E` | what is between, literally |
package struct Pattern: Sendable, Hashable {
  /// The longest source, in bytes.
  package static let sourceLimit = 1024
  /// The longest program, in instructions.
  package static let programLimit = 4096

  /// The pattern as it was written.
  package let source: String
  private let program: PatternProgram

  /// Compiles a pattern.
  package init(_ source: String) throws(PatternError) {
    var compiler = PatternCompiler(Array(source.utf8))
    self.program = try compiler.program()
    self.source = source
  }

  /// Whether the pattern matches anywhere in the text.
  package func matches(_ text: String) -> Bool {
    matches(text.utf8.span)
  }

  /// Whether the pattern matches anywhere in the UTF-8 text.
  package func matches(_ text: Span<UInt8>) -> Bool {
    var steps = 0
    return program.matches(text, steps: &steps)
  }

  /// How many instructions are entered until it is known whether the text matches.
  func steps(on text: String) -> Int {
    var steps = 0
    _ = program.matches(text.utf8.span, steps: &steps)
    return steps
  }

  /// How many instructions the program has.
  var programLength: Int { program.instructions.count }

  /// Whether both have the same program, and so match the same texts.
  package static func == (one: Pattern, other: Pattern) -> Bool {
    one.program == other.program
  }

  /// Hashes the program.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(program)
  }
}
