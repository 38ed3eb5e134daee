import ArgumentParser
import Gateway
import ServiceHost

@main
enum Main {
    static func main() async {
        await ServiceCommand<GatewayProgram>.main()
    }
}
