package io.quizsmith.query;

import io.quizsmith.caller.CallerUsers;
import io.quizsmith.dynamo.CallbackList;
import io.quizsmith.dynamo.Forecasts;
import io.quizsmith.dynamo.UserSearch;
import io.quizsmith.dynamo.UserTable;
import io.quizsmith.function.Environment;

import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

import java.util.Map;

/** The resources, each named: nothing is looked for at start. */
final class QueryApplication extends ResourceConfig {

    QueryApplication(
            Environment environment,
            UserTable users,
            CallerUsers callers,
            VisibleTasks tasks,
            Forecasts forecasts) {
        var dynamo = environment.dynamo();
        var table = environment.variable("TABLE_NAME");
        var callbacks = new CallbackList(dynamo, table);
        register(new UsersResource(environment, users, callers));
        register(new UserSearchResource(new UserSearch(dynamo, table, users)));
        register(new DetailsResource(environment, forecasts));
        register(new CallbackResource(callbacks));
        register(new UnknownCallbacksResource(callbacks));
        register(new BulkResource(environment));
        var bank = new Bank(environment);
        register(new TasksResource(environment, users, callers, tasks, bank, forecasts));
        register(new BankResource(bank, callers));
        register(new PracticeResource(environment, bank, callers));
        register(new AnswersResource(environment, bank, callers));
        register(new HealthResource(environment));
        register(new OverviewResource(environment));
        register(new DeadLettersResource(environment));
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
