package io.quizsmith.query;

import io.quizsmith.caller.CallerUsers;
import io.quizsmith.dynamo.UserTable;
import io.quizsmith.function.Environment;

import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

import java.util.Map;

/** The resources, each named: nothing is looked for at start. */
final class QueryApplication extends ResourceConfig {

    QueryApplication(Environment environment) {
        var users = new UserTable(environment.dynamo(), environment.variable("TABLE_NAME"));
        var callers = new CallerUsers(users, environment.clock());
        register(new TasksResource(environment, users, callers));
        register(new UsersResource(users, callers));
        register(new HealthResource(environment));
        register(new BrokenRequests(environment.log()));
        addProperties(
                Map.of(
                        CommonProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true,
                        CommonProperties.METAINF_SERVICES_LOOKUP_DISABLE, true,
                        CommonProperties.JSON_PROCESSING_FEATURE_DISABLE, true,
                        ServerProperties.WADL_FEATURE_DISABLE, true,
                        ServerProperties.BV_FEATURE_DISABLE, true));
    }
}
