import ArgumentParser
import Group
import ServiceHost

@main
enum Main {
    static func main() async {
        await ServiceCommand<GroupProgram>.main()
    }
}
