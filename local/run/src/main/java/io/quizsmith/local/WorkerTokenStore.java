package io.quizsmith.local;

import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * Where the worker's tokens of one deployment are.
 *
 * @param name of the deployment, for a person
 * @param current name of the parameter with the current token
 * @param previous name of the parameter with the one before
 */
record WorkerTokenStore(String name, SsmClient ssm, String current, String previous)
        implements AutoCloseable {

    /**
     * From now on the worker may show either token, and is shown the new one. Each parameter is
     * written by itself, the old token first: a rotation that breaks off may be repeated.
     *
     * @throws IllegalStateException where there is no token yet
     */
    void rotate(String token) {
        String old =
                ssm
                        .getParameters(get -> get.names(current).withDecryption(true))
                        .parameters()
                        .stream()
                        .map(Parameter::value)
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "there is no parameter "
                                                        + current
                                                        + " yet: see Deploy in README.md"));
        if (!old.strip().equals(token)) {
            put(previous, old);
            put(current, token);
        }
    }

    private void put(String parameter, String value) {
        ssm.putParameter(
                put ->
                        put.name(parameter)
                                .type(ParameterType.SECURE_STRING)
                                .value(value)
                                .overwrite(true));
    }

    @Override
    public void close() {
        ssm.close();
    }
}
