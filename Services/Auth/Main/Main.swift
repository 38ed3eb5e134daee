import ArgumentParser
import Auth
import ServiceHost

@main
enum Main {
    static func main() async {
        await ServiceCommand<AuthProgram>.main()
    }
}
