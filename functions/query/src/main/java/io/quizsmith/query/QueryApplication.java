package io.quizsmith.query;

import io.quizsmith.function.Environment;

import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

import java.util.Map;

/** The resources, each named: nothing is looked for at start. */
final class QueryApplication extends ResourceConfig {

    QueryApplication(Environment environment) {
        register(new TasksResource(environment));
        register(new UsersResource(environment));
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
