package io.quizsmith.cloud;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** YAML with the short forms of intrinsic functions: {@code !Sub x} is {@code {Fn::Sub: x}}. */
final class CloudFormationYaml extends SafeConstructor {

    private CloudFormationYaml() {
        super(new LoaderOptions());
        yamlConstructors.put(new Tag("!Ref"), new Intrinsic("Ref"));
        yamlConstructors.put(new Tag("!Condition"), new Intrinsic("Condition"));
        for (String name :
                List.of("Sub", "If", "Equals", "Not", "And", "Or", "Join", "Select", "Split")) {
            yamlConstructors.put(new Tag("!" + name), new Intrinsic("Fn::" + name));
        }
        yamlConstructors.put(new Tag("!GetAtt"), new Intrinsic("Fn::GetAtt"));
    }

    static Map<String, Object> read(String yaml) {
        return new Yaml(new CloudFormationYaml()).load(yaml);
    }

    /** A tag that stands for a map with one key. */
    private final class Intrinsic extends AbstractConstruct {

        private final String name;

        private Intrinsic(String name) {
            this.name = name;
        }

        @Override
        public Object construct(Node node) {
            return Map.of(
                    name,
                    switch (node) {
                        case ScalarNode scalar when name.equals("Fn::GetAtt") ->
                                Arrays.asList(scalar.getValue().split("\\.", 2));
                        case ScalarNode scalar -> scalar.getValue();
                        case SequenceNode sequence -> constructSequence(sequence);
                        case MappingNode mapping -> constructMapping(mapping);
                        default -> throw new TemplateException(name, "has a strange argument");
                    });
        }
    }
}
