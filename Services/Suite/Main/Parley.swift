import ArgumentParser
import Suite

/// The `parley` program.
@main
enum Parley {
    static func main() async {
        await SuiteCommand.main()
    }
}
