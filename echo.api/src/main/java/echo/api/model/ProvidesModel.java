package echo.api.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** The service properties {@code echo.model.type} and {@code echo.model.version} of a component that is a {@link Model}. */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ProvidesModel {
    /** Put before each property's name. */
    String PREFIX_ = "echo.model.";

    /** The type of items, as {@code echo.object}. */
    String type();

    /** The version of the rules, as {@code 1.0.0}. */
    String version();
}
